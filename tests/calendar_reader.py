"""A small, strict reader of calendar files by the letter of RFC 5545 and RFC 5546, independent of the `icalendar`
package that writes them.

`read` refuses, with AssertionError, whatever a calendar program could trip over: line ends, long lines, broken words,
parameters, components that don't close, properties that are missing, doubled or of the wrong shape.
"""

import io
import re
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from dateutil import tz

NAME = re.compile(r"[A-Z][A-Z0-9-]*")
PARAMETER = re.compile(r';([A-Z][A-Z0-9-]*)=("[^"\x00-\x1f\x7f]*"|[^";:,\x00-\x1f\x7f]*)')
TEXT = re.compile(r"(?:[^\\;,]|\\[\\;,nN])*")
DATE_TIME = re.compile(r"\d{8}T\d{6}Z?")
SHAPES = {
    "DTSTAMP": re.compile(r"\d{8}T\d{6}Z"),
    "DTSTART": DATE_TIME,
    "DURATION": re.compile(r"P(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+S)?)?"),
    "SEQUENCE": re.compile(r"\d+"),
    "STATUS": re.compile(r"CONFIRMED|CANCELLED|TENTATIVE"),
    "CLASS": re.compile(r"PUBLIC|PRIVATE|CONFIDENTIAL"),
    "TRANSP": re.compile(r"OPAQUE|TRANSPARENT"),
    "ORGANIZER": re.compile(r"mailto:[^@\s]+@[^@\s]+"),
    "TZOFFSETFROM": re.compile(r"[+-]\d{4}(\d\d)?"),
    "TZOFFSETTO": re.compile(r"[+-]\d{4}(\d\d)?"),
    "SUMMARY": TEXT,
    "UID": TEXT,
}
ONCE = {
    "VCALENDAR": {"PRODID", "VERSION", "METHOD"},
    "VEVENT": {"UID", "DTSTAMP", "DTSTART", "DURATION", "ORGANIZER", "SEQUENCE", "SUMMARY", "STATUS"},
    "VTIMEZONE": {"TZID"},
    "STANDARD": {"DTSTART", "TZOFFSETFROM", "TZOFFSETTO"},
    "DAYLIGHT": {"DTSTART", "TZOFFSETFROM", "TZOFFSETTO"},
}
"""What each component has, exactly once; others may be there too."""
NEVER = {"VEVENT": {"DTEND", "ATTENDEE"}}


@dataclass(frozen=True)
class Property:
    """One line: its name, its parameters, its value as it is written."""

    name: str
    parameters: dict[str, str]
    value: str


@dataclass
class Component:
    """What stands between BEGIN and END."""

    name: str
    properties: list[Property] = field(default_factory=list)
    parts: list["Component"] = field(default_factory=list)

    def all(self, name):
        return [each for each in self.properties if each.name == name]

    def value(self, name):
        (found,) = self.all(name)
        return found.value

    def part(self, name):
        (found,) = [each for each in self.parts if each.name == name]
        return found


def read(data: bytes) -> Component:
    """The whole calendar; it has one event, and every zone that is named."""
    calendar = _nested([_property(line) for line in _lines(data)])
    assert calendar.name == "VCALENDAR"
    _check(calendar)
    assert calendar.value("VERSION") == "2.0"
    event = calendar.part("VEVENT")
    is_off = calendar.value("METHOD") == "CANCEL"
    assert calendar.value("METHOD") in {"PUBLISH", "CANCEL"}
    assert (event.value("STATUS") == "CANCELLED") == is_off
    zones = {each.value("TZID") for each in calendar.parts if each.name == "VTIMEZONE"}
    named = {each.parameters["TZID"] for each in event.properties if "TZID" in each.parameters}
    assert named == zones, "every zone that is named is defined, and no other"
    return calendar


def start_of(data: bytes) -> datetime:
    """The moment at which the event begins, by the rules of the zone as the file itself writes them down."""
    (start,) = read(data).part("VEVENT").all("DTSTART")
    wall = datetime.strptime(start.value.rstrip("Z"), "%Y%m%dT%H%M%S")
    if start.value.endswith("Z"):
        return wall.replace(tzinfo=UTC)
    zone = tz.tzical(io.StringIO(data.decode())).get(start.parameters["TZID"])
    return wall.replace(tzinfo=zone).astimezone(UTC)


def length_of(data: bytes) -> timedelta:
    """How long it takes."""
    parts = re.findall(r"(\d+)([DHMS])", read(data).part("VEVENT").value("DURATION"))
    seconds = {"D": 86400, "H": 3600, "M": 60, "S": 1}
    return timedelta(seconds=sum(int(count) * seconds[unit] for count, unit in parts))


def _lines(data: bytes) -> list[str]:
    assert data.endswith(b"\r\n"), "the last line ends too"
    rest = data.replace(b"\r\n", b"")
    assert b"\r" not in rest, "a lone CR"
    assert b"\n" not in rest, "a lone LF"
    written = data.split(b"\r\n")[:-1]
    assert all(0 < len(line) <= 75 for line in written), "75 octets a line at most"
    lines: list[str] = []
    for line in written:
        text = line.decode("utf-8")  # a line never breaks inside a letter
        if text[0] in " \t":
            lines[-1] += text[1:]
        else:
            lines.append(text)
    return lines


def _property(line: str) -> Property:
    name = NAME.match(line)
    assert name, line
    at, parameters = name.end(), {}
    while found := PARAMETER.match(line, at):
        assert found[1] not in parameters, line
        parameters[found[1]] = found[2].strip('"')
        at = found.end()
    assert line[at : at + 1] == ":", line
    value = line[at + 1 :]
    assert not re.search(r"[\x00-\x08\x0a-\x1f\x7f]", value), line
    return Property(name[0], parameters, value)


def _nested(properties: list[Property]) -> Component:
    whole = Component("")
    opened = [whole]
    for each in properties:
        if each.name == "BEGIN":
            component = Component(each.value)
            opened[-1].parts.append(component)
            opened.append(component)
        elif each.name == "END":
            assert opened.pop().name == each.value
        else:
            assert len(opened) > 1, f"{each.name} stands in no component"
            opened[-1].properties.append(each)
    assert opened == [whole], "everything that begins ends"
    (calendar,) = whole.parts
    return calendar


def _check(component: Component) -> None:
    for name in ONCE.get(component.name, set()):
        assert len(component.all(name)) == 1, f"{component.name} has {name} once"
    for name in NEVER.get(component.name, set()):
        assert not component.all(name), f"{component.name} has no {name}"
    for each in component.properties:
        if each.name in SHAPES:
            assert SHAPES[each.name].fullmatch(each.value), each
    if component.name == "VTIMEZONE":
        assert {each.name for each in component.parts} <= {"STANDARD", "DAYLIGHT"}
        assert component.parts
    for part in component.parts:
        _check(part)
