COALESCE(PRINTF('%02d ', {{arg}} + 1), '')
