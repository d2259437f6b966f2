"""Someone without a mouse in their own space: comes in, reads, says yes, writes to us, and steps back."""

import pytest

from tests.e2e.browser import DESKTOP, visitor
from tests.e2e.keyboard import Keyboard


@pytest.mark.proves("UX-25", "UX-47")
def test_someone_without_a_mouse_comes_in_says_yes_writes_and_steps_back(browser, running, space_codes):
    with visitor(browser, running.base, scripts=True, size=DESKTOP) as someone:
        keys, page = Keyboard(someone), someone.page
        someone.open("/en/my/")
        keys.reach(page.locator("input[name=code]"))
        keys.type(space_codes["by keyboard"])
        keys.follow(page.locator(".step-form button.button"))
        keys.follow(keys.link("Read the text and answer"))
        # Radio buttons are one stop of the Tab key; Space takes the first, which is the yes.
        keys.reach(page.locator("[name=answer]"))
        keys.press("Space")
        keys.follow(keys.button("Send my answer"))
        assert someone.see("Your answer is stored.")
        assert someone.see("You said yes on")
        keys.follow(keys.link("Write to us"))
        keys.reach(page.locator("textarea"))
        keys.type("Please call me in the morning.")
        keys.follow(keys.button("Send my message"))
        assert someone.see("Your message is sent.")
        keys.follow(keys.link("I want to stop"))
        keys.follow(keys.button("Yes, I stop"))
        assert someone.see("You stepped back on")
        assert someone.complaints == []
        assert someone.strangers() == []
