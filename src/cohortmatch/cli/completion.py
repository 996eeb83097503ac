"""`cohortmatch completion`: what a shell reads so that it completes commands, options and files.

click knows bash, zsh and fish; PowerShell is added here. A shell asks by calling `cohortmatch` with
`_COHORTMATCH_COMPLETE` set; nothing of a list is read for an answer.
"""

from __future__ import annotations

import os

import click
from click.shell_completion import (
    CompletionItem,
    ShellComplete,
    add_completion_class,
    get_completion_class,
)

__all__ = ["SHELLS", "completion"]

PROGRAM, VARIABLE = "cohortmatch", "_COHORTMATCH_COMPLETE"
SHELLS = ("bash", "zsh", "fish", "powershell")
POWERSHELL = """\
Register-ArgumentCompleter -Native -CommandName %(prog_name)s -ScriptBlock {
    param($word, $line, $cursor)
    $env:COMP_WORDS = ($line.CommandElements | ForEach-Object { $_.Extent.Text }) -join "`n"
    $env:COMP_WORD = $word
    $env:%(complete_var)s = "powershell_complete"
    try {
        & %(prog_name)s | Where-Object { $_ } | ForEach-Object {
            $value, $help = $_ -split "`t", 2
            if (-not $help) { $help = $value }
            [System.Management.Automation.CompletionResult]::new(
                $value, $value, "ParameterValue", $help)
        }
    } finally {
        Remove-Item Env:COMP_WORDS, Env:COMP_WORD, Env:%(complete_var)s
    }
}
"""


class PowerShellComplete(ShellComplete):
    """Completion in PowerShell: without an answer it offers files, as it does by itself."""

    name = "powershell"
    source_template = POWERSHELL

    def get_completion_args(self) -> tuple[list[str], str]:
        """The words before the one to complete, and that word, which may be empty."""
        word = os.environ.get("COMP_WORD", "")
        words = os.environ.get("COMP_WORDS", "").split("\n")[1:]
        return (words[:-1] if word and words[-1:] == [word] else words), word

    def format_completion(self, item: CompletionItem) -> str:
        """A line with the value and what it does; nothing for a file or a folder."""
        return f"{item.value}\t{item.help or ''}" if item.type == "plain" else ""


add_completion_class(PowerShellComplete)


@click.command()
@click.argument("shell", type=click.Choice(SHELLS))
@click.pass_context
def completion(ctx: click.Context, /, shell: str) -> None:
    """Print what SHELL reads to complete commands, options and files.

    \b
    bash        cohortmatch completion bash > ~/.local/share/bash-completion/completions/cohortmatch
    zsh         cohortmatch completion zsh > ~/.zfunc/_cohortmatch
    fish        cohortmatch completion fish > ~/.config/fish/completions/cohortmatch.fish
    PowerShell  cohortmatch completion powershell >> $PROFILE
    """
    found = get_completion_class(shell)
    assert found is not None
    script = found(ctx.find_root().command, {}, PROGRAM, VARIABLE)
    click.echo(script.source_template % script.source_vars())
