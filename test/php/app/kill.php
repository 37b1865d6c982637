<?php

// The process is killed in the middle of a request, as by the OOM killer.

declare(strict_types=1);

return static function ($http, $request): void {
    posix_kill(getmypid(), SIGKILL);
};
