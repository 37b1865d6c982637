<?php

// Sends the frames that the JSON body lists: context, body, end (false: more follow). Contexts as they are, in no codec.

declare(strict_types=1);

return static function ($http, $request): void {
    foreach (json_decode($request->body, true, 512, JSON_THROW_ON_ERROR) as $frame) {
        $http->getWorker()->respond(payload($frame['body'] ?? '', $frame['context'] ?? '', $frame['end'] ?? true));
    }
};
