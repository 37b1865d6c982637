<?php

// A script that is addressed by its own path, with something behind it.

echo json_encode([$_SERVER['SCRIPT_NAME'], $_SERVER['PATH_INFO'] ?? null, $_SERVER['PHP_SELF']]);
