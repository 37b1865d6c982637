<?php

// `bytes` bytes as PSR7Worker sends them with a chunkSize of `chunk`: in one frame when they are fewer, else as a stream.

declare(strict_types=1);

return static function ($http, $request): void {
    $body = str_repeat('0123456789', intdiv((int) $request->query['bytes'], 10));
    $chunk = (int) $request->query['chunk'];
    $pieces = static fn (): Generator => yield from str_split($body, $chunk);
    $http->respond(200, strlen($body) < $chunk ? $body : $pieces());
};
