"""The tools of these tests can find what they look for: without that, finding nothing would say nothing."""

from tests.e2e import axe, vnu

BAD = """<!doctype html><html lang="en"><title>Bad</title><main><h1>Bad</h1>
<img src="https://elsewhere.invalid/pixel.gif">
<p><button style="font-size:8px;padding:0">a</button><button style="font-size:8px;padding:0">b</button></p>
<p style="color:#999;background:#aaa">faint</p>
<input autocomplete="nonsense">
</main></html>"""


def shows(someone):
    someone.page.route(f"{someone.base}/bad/", lambda route: route.fulfill(body=BAD, content_type="text/html"))
    someone.open("/bad/")


def test_axe_finds_small_targets_faint_text_and_unnamed_things(coordinator):
    shows(coordinator)
    rules = {fault.split(" ")[0] for fault in axe.violations(coordinator.page)}
    assert {"target-size", "color-contrast", "image-alt", "label", "autocomplete-valid"} <= rules
    colours = axe.violations(coordinator.page, only=("color-contrast",))
    assert {fault.split(" ")[0] for fault in colours} == {"color-contrast"}
    assert coordinator.strangers() == ["https://elsewhere.invalid/pixel.gif"]
    coordinator.requests.clear()


def test_the_html_checker_finds_a_wrong_attribute(tmp_path):
    (tmp_path / "bad.html").write_text(BAD)
    assert any("autocomplete" in fault for fault in vnu.faults(tmp_path))
