"""Runs the HTML checker (vnu) over pages as the server sent them: one Java process for all of them."""

import json
import shutil
import subprocess
from pathlib import Path

JAR = Path(__file__).parent / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
# Safari takes a list that shows no bullets for no list at all; only this role gives it back to people who listen.
WANTED = ("The “list” role is unnecessary for element",)


def faults(folder: Path) -> list[str]:
    """One line for each error or warning in the .html files of a folder; notes without a fault are left out."""
    java = shutil.which("java")
    assert java, "The HTML checker needs Java. On Debian and Ubuntu: apt-get install default-jre-headless"
    command = [java, "-jar", str(JAR), "--format", "json", "--stdout", "--exit-zero-always", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=True)
    return [
        f"{Path(message['url']).name}:{message.get('lastLine')}: {message['message']}"
        for message in json.loads(done.stdout)["messages"]
        if is_fault(message)
    ]


def is_fault(message: dict[str, str]) -> bool:
    """Whether a message of the checker is an error or a warning, and not about something that is meant to be so."""
    return (message["type"] != "info" or message.get("subType") == "warning") and not message["message"].startswith(
        WANTED
    )
