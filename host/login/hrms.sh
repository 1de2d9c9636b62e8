# For people at a shell: it ends when nobody types for 15 minutes.
TMOUT=900
readonly TMOUT
export TMOUT
