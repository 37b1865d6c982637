<?php

// Answers with the pid of the worker.

declare(strict_types=1);

return static function ($http, $request): void {
    $http->respond(200, (string) getmypid());
};
