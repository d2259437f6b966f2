"""The data that search engines read stand on every page, and the browser finds nothing wrong with them."""

import json

import pytest

from portal.common.languages import BY_CODE
from tests.e2e import vnu
from tests.e2e.browser import PHONE, visitor


@pytest.mark.proves("G12")
def test_data_blocks_break_no_content_policy_and_are_valid_html(browser, portal, tmp_path):
    with visitor(browser, portal, scripts=True, size=PHONE) as someone:
        for code in BY_CODE:
            for address in (f"/{code}/", f"/{code}/request/"):
                someone.open(address)
                block = someone.page.locator('script[type="application/ld+json"]')
                assert json.loads(block.text_content() or "")["@graph"], address
                (tmp_path / f"{address.strip('/').replace('/', '-')}.html").write_text(someone.source)
        assert someone.complaints == []
        assert someone.strangers() == []
    assert vnu.faults(tmp_path) == []


def test_a_page_that_is_kept_is_the_same_page_for_a_browser(browser, portal):
    with visitor(browser, portal, scripts=False, size=PHONE) as someone:
        someone.open("/es/request/")
        first = someone.source
        someone.open("/es/request/?utm_source=flyer")
        assert someone.source == first
        answer = someone.context.request.get(f"{portal}/es/request/")
        assert answer.headers["content-encoding"] in ("br", "gzip")
        assert answer.headers["etag"]
