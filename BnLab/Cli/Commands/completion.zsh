#compdef bnlab
# bnlab's completion for zsh. In ~/.zshrc, behind compinit: eval "$(bnlab completion zsh)"
_bnlab() {
  local -a found
  found=("${(@f)$("${words[1]}" completion words $((CURRENT - 2)) -- "${(@)words[2,-1]}" 2>/dev/null)}")
  case "${found[1]}" in
    :files) _files ;;
    :folders) _files -/ ;;
    ?*) compadd -- "${found[@]}" ;;
  esac
}
compdef _bnlab bnlab
