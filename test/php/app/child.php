<?php

// Runs a program that reads standard input, which it shares with this process, for 200 ms; answers with what that program got.

declare(strict_types=1);

return static function ($http, $request): void {
    $http->respond(200, 'eaten: ' . shell_exec('timeout 0.2 cat'));
};
