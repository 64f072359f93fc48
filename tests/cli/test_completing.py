"""The printed script completes in the shell itself."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.cli import app


def script(shell: str) -> str:
    result = CliRunner().invoke(app, ["completion", shell])
    assert result.exit_code == 0, result.output
    return result.stdout


@pytest.fixture
def path(tmp_path: Path) -> str:
    """A PATH with the command ``kg`` of these sources."""
    command = tmp_path / "kg"
    command.write_text(f"#!{sys.executable}\nfrom kg.cli import main\n\nmain()\n", encoding="utf-8")
    command.chmod(0o755)
    return f"{tmp_path}{os.pathsep}{os.environ['PATH']}"


def completed(path: str, words: str) -> list[str]:
    """What bash offers for the last word of a command line."""
    typed = f"{script('bash')}\nCOMP_WORDS=({words})\nCOMP_CWORD=$((${{#COMP_WORDS[@]}} - 1))\n_kg_completion kg\n"
    bash = [shutil.which("bash") or "bash", "--norc", "-c", typed + 'printf "%s\\n" "${COMPREPLY[@]}"']
    done = subprocess.run(bash, env=os.environ | {"PATH": path}, capture_output=True, text=True, timeout=60, check=True)
    return done.stdout.split()


def test_bash_completes_commands_options_and_values(path: str) -> None:
    assert completed(path, "kg ver") == ["verify"]
    assert completed(path, "kg report --la") == ["--lang"]
    assert completed(path, "kg report --lang z") == ["zh"]
    assert "turtle" in completed(path, "kg export t")
    assert completed(path, "kg nonesuch") == []


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_each_shell_has_its_script(shell: str) -> None:
    text = script(shell)
    assert f"_KG_COMPLETE={shell}_complete" in text
    assert {"bash": "complete -o", "zsh": "compdef", "fish": "complete --no-files --command kg"}[shell] in text


def test_another_shell_is_refused() -> None:
    result = CliRunner().invoke(app, ["completion", "tcsh"])
    assert result.exit_code == 2
    assert "'tcsh' is not one of" in result.stderr
