"""`{{ session.user_agent|browser }}`: what a person would call the browser they sit at."""

from django import template

register = template.Library()

# In this order: most browsers also claim to be the ones further down.
NAMES = (("Edg", "Edge"), ("OPR/", "Opera"), ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari"))
SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "Mac"),
    ("CrOS", "Chromebook"),
    ("Linux", "Linux"),
)


@register.filter
def browser(user_agent: str) -> str:
    """A few words such as "Firefox on Windows"; what the browser says of itself when we know neither."""
    parts = [next((name for mark, name in marks if mark in user_agent), "") for marks in (NAMES, SYSTEMS)]
    return " on ".join(part for part in parts if part) or user_agent or "A browser that gives no name"
