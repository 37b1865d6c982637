<?php

// Sends the answers that the JSON body lists: status, headers, body, end (false: more follow).

declare(strict_types=1);

return static function ($http, $request): void {
    foreach (json_decode($request->body, true, 512, JSON_THROW_ON_ERROR) as $answer) {
        $http->respond($answer['status'] ?? 200, $answer['body'] ?? '', $answer['headers'] ?? [], $answer['end'] ?? true);
    }
};
