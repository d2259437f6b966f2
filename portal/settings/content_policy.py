"""Which sources a page may load from (docs/decisions/content-security-policy.md).

Public addresses carry the strict policy: own files only, nothing inline. Wagtail's date pickers and wagtail-localize's
editor need inline script and style, so `/admin/` has its own.
"""

from csp.constants import NONE, SELF, UNSAFE_INLINE

STRICT_DIRECTIVES = {
    "default-src": [NONE],
    "script-src": [SELF],
    "style-src": [SELF],
    "img-src": [SELF],
    "font-src": [SELF],
    "connect-src": [SELF],
    "manifest-src": [SELF],
    "form-action": [SELF],
    "frame-ancestors": [SELF],
    "base-uri": [NONE],
}
CONTENT_SECURITY_POLICY = {"DIRECTIVES": STRICT_DIRECTIVES}
ADMIN_CONTENT_POLICY = STRICT_DIRECTIVES | {
    "script-src": [SELF, UNSAFE_INLINE],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
    "frame-src": [SELF],
}
