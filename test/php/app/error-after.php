<?php

// Answers, then fails: what a catch block around the whole loop does.

declare(strict_types=1);

return static function ($http, $request): void {
    $http->respond(200, 'answer of ' . $request->query['id']);
    $http->getWorker()->error('late failure of ' . $request->query['id']);
};
