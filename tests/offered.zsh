# offered.zsh LINE: print what zsh offers behind a line, with the function _luke of this folder
zmodload zsh/zpty
zpty shell zsh -f -i
zpty -w shell 'PROMPT= LISTMAX=10000; autoload -Uz compinit; fpath=($PWD $fpath); compinit -u -D'
# What is added as a candidate is printed; the other uses of compadd only ask.
zpty -w shell 'compadd () { local -a hits; [[ " ${@[1,(i)(-|--)]} " == *" -"[OAD]" "* ]] || {
    builtin compadd -A hits "$@"; print -rl -- "offered ${^hits}" }; builtin compadd "$@" }'
zpty -w shell 'print READ""Y'
zpty -r shell seen '*READY*'
zpty -n -w shell "$1"$'\t\x15print DON""E\n'
zpty -r shell seen '*DONE*'
print -r -- ${seen//$'\r'/}
zpty -d shell
