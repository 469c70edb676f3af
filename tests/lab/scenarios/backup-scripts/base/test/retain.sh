backups="2026-11-01
2026-11-03
2026-11-02"

check "retain keeps the newest" "2026-11-01" "$(echo "$backups" | bin/retain 2)"
check "retain keeps all when there are few" "" "$(echo "$backups" | bin/retain 5)"
