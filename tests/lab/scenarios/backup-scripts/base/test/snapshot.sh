mkdir -p "$work/source"
echo hello >"$work/source/file"
bin/snapshot "$work/source" "$work/target" >/dev/null

# The snapshot is written in the background; half a second is plenty.
tries=0
until [ -e "$work/target/.done" ] || [ "$tries" -ge 5 ]; do
  sleep 0.1
  tries=$((tries + 1))
done
if [ -e "$work/target/.done" ]; then state=complete; else state="timed out waiting for the snapshot after 0.5 s"; fi
check "snapshot is complete in time" "complete" "$state"
wait
