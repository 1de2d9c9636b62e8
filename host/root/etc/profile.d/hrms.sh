# An interactive shell ends after 15 minutes without input.
TMOUT=900
readonly TMOUT
export TMOUT
