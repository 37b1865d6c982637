<?php

// Asks for its own end instead of answering, once per file `once`; whoever runs the request next answers with its pid.

declare(strict_types=1);

return static function ($http, $request): void {
    if (@fopen($request->query['once'], 'x') === false) {
        $http->respond(200, (string) getmypid());
    } else {
        file_put_contents($request->query['once'], (string) getmypid());
        $http->getWorker()->stop();
    }
};
