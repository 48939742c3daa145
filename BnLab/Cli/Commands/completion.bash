# bnlab's completion for bash. In ~/.bashrc: eval "$(bnlab completion bash)"
_bnlab() {
  local IFS=$'\n' found
  found=($("${COMP_WORDS[0]}" completion words $((COMP_CWORD - 1)) -- "${COMP_WORDS[@]:1}" 2>/dev/null))
  COMPREPLY=()
  case "${found[0]}" in
    :files) ;; # bash's own, by -o default
    :folders) compopt +o default -o dirnames 2>/dev/null ;;
    *) compopt +o default 2>/dev/null; COMPREPLY=("${found[@]}") ;;
  esac
}
complete -o default -F _bnlab bnlab
