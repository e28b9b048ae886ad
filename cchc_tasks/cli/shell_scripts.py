"""The scripts that teach each shell to ask the program, as click fills them in: «%(name)s», and «%%» for «%».

They are ASCII, print nothing, and leave the line alone where the program does not answer.
"""

from __future__ import annotations

# Runs on bash 3.2 (macOS) too: no mapfile, no compopt, no nosort there.
BASH = r"""# cchc-tasks: Tab completion for bash

%(complete_func)s() {
    local line program="${COMP_WORDS[0]/#\~/$HOME}"
    local current="${COMP_WORDS[COMP_CWORD]}"
    COMPREPLY=()
    while IFS= read -r line; do
        case "$line" in
            plain,*) COMPREPLY+=("${line#plain,}") ;;
            dir,*) compopt -o dirnames 2>/dev/null || COMPREPLY=($(compgen -d -- "$current")) ;;
            file,*) compopt -o default 2>/dev/null || COMPREPLY=($(compgen -f -- "$current")) ;;
        esac
    done < <(
        IFS=$'\n'
        env COMP_WORDS="${COMP_WORDS[*]}" COMP_CWORD="$COMP_CWORD" COMP_TYPE="${COMP_TYPE-}" \
            %(complete_var)s=bash_complete "$program" 2>/dev/null </dev/null
    )
}

complete -o nosort -F %(complete_func)s %(prog_name)s 2>/dev/null || complete -F %(complete_func)s %(prog_name)s
"""

ZSH = r"""#compdef %(prog_name)s
# cchc-tasks: Tab completion for zsh

%(complete_func)s() {
    local -a response values shown
    local type value meaning todo
    response=("${(@f)$(env COMP_WORDS="${(pj:\n:)words[1,CURRENT]}" COMP_CWORD=$((CURRENT-1)) \
        %(complete_var)s=zsh_complete "${words[1]/#\~/$HOME}" 2>/dev/null </dev/null)}")
    todo="${response[1]}"
    shift response
    for type value meaning in "${response[@]}"; do
        case "$type" in
            plain)
                values+=("$value")
                [[ "$meaning" == _ ]] && shown+=("$value") || shown+=("$value  -- $meaning")
                ;;
            dir) _files -/; return ;;
            file) _files; return ;;
        esac
    done
    (( $#values )) || return 1
    # What the values have in common may be less than what was typed: then it must not replace it.
    [[ "$todo" == list ]] && compstate[insert]='' && compstate[list]='list force'
    compadd -U -V unsorted -l -d shown -a values
}

(( $+functions[compdef] )) || { autoload -Uz compinit && compinit }
if [[ "$zsh_eval_context[-1]" == loadautofunc ]]; then
    %(complete_func)s "$@"
else
    compdef %(complete_func)s %(prog_name)s
fi
"""

FISH = r"""# cchc-tasks: Tab completion for fish

function %(complete_func)s
    set -l before (commandline -opc)
    set -l program (string replace -r '^~' "$HOME" -- $before[1])
    set -lx COMP_CWORD (count $before)
    set -lx COMP_WORDS (string join \n -- $before (commandline -ct) | string collect)
    set -lx %(complete_var)s fish_complete
    for line in (command $program 2>/dev/null </dev/null)
        set -l parts (string split -m 1 , -- $line)
        switch $parts[1]
            case plain
                printf '%%s\n' $parts[2]
            case dir
                __fish_complete_directories (commandline -ct)
            case file
                __fish_complete_path (commandline -ct)
        end
    end
end

complete --command %(prog_name)s --erase
complete --command %(prog_name)s --no-files --keep-order --arguments '(%(complete_func)s)'
"""

# Runs on Windows PowerShell 5.1 too.
POWERSHELL = r"""# cchc-tasks: Tab completion for PowerShell

Register-ArgumentCompleter -Native -CommandName '%(prog_name)s', '%(prog_name)s.exe' -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)

    $words = @()
    foreach ($element in $commandAst.CommandElements) {
        if ($element.Extent.EndOffset -ge $cursorPosition -and $words.Count -gt 0) { break }
        if ($element -is [System.Management.Automation.Language.StringConstantExpressionAst]) {
            $words += $element.Value
        } else {
            $words += $element.Extent.Text
        }
    }
    $typed = "$wordToComplete".Trim([char]39, [char]34)
    $program = $words[0]
    $names = '%(complete_var)s', 'COMP_WORDS', 'COMP_CWORD'
    $kept = @{}
    foreach ($name in $names) { $kept[$name] = [Environment]::GetEnvironmentVariable($name) }
    $encoding = [Console]::OutputEncoding
    try {
        [Console]::OutputEncoding = New-Object System.Text.UTF8Encoding $false
        [Environment]::SetEnvironmentVariable('%(complete_var)s', 'powershell_complete')
        [Environment]::SetEnvironmentVariable('COMP_WORDS', (($words + $typed) -join "`n"))
        [Environment]::SetEnvironmentVariable('COMP_CWORD', "$($words.Count)")
        $lines = @(& $program 2>$null)
    } catch {
        $lines = @()
    } finally {
        try { [Console]::OutputEncoding = $encoding } catch { }
        foreach ($name in $names) { [Environment]::SetEnvironmentVariable($name, $kept[$name]) }
    }
    foreach ($line in $lines) {
        $type, $value, $shown, $meaning = $line.Split("`t")
        if ($type -eq 'plain') {
            [System.Management.Automation.CompletionResult]::new($value, $shown, 'ParameterValue', $meaning)
        } elseif ($type -eq 'file' -or $type -eq 'dir') {
            [System.Management.Automation.CompletionCompleters]::CompleteFilename($typed)
        }
    }
}
"""
