<?php

// Writes `text` (or `bytes` letters) to standard error, then answers.

declare(strict_types=1);

return static function ($http, $request): void {
    fwrite(STDERR, $request->query['text'] ?? str_repeat('e', (int) $request->query['bytes']));
    $http->respond(200, 'answered');
};
