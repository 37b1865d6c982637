<?php

// Answers with its pid after `ms` milliseconds.

declare(strict_types=1);

return static function ($http, $request): void {
    usleep((int) $request->query['ms'] * 1000);
    $http->respond(200, (string) getmypid());
};
