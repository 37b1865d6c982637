<?php

// Answers with the environment of the process, as JSON.

declare(strict_types=1);

return static function ($http, $request): void {
    $http->respond(200, json_encode(['env' => getenv(), 'cwd' => getcwd(), 'argv' => $_SERVER['argv']], JSON_THROW_ON_ERROR));
};
