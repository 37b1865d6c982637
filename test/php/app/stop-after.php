<?php

// Answers with its pid and then asks for its own end.

declare(strict_types=1);

return static function ($http, $request): void {
    $http->respond(200, (string) getmypid());
    $http->getWorker()->stop();
};
