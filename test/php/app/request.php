<?php

// Answers with all that PHP was told of the request, as JSON; bytes of the body by their hash and size, and as base64 when few.

declare(strict_types=1);

return static function ($http, $request): void {
    $body = $request->body;
    $http->respond(200, json_encode([
        'remoteAddr' => $request->remoteAddr,
        'protocol' => $request->protocol,
        'method' => $request->method,
        'uri' => $request->uri,
        'headers' => $request->headers,
        'cookies' => $request->cookies,
        'query' => $request->query,
        'uploads' => $request->uploads,
        'attributes' => $request->attributes,
        'parsed' => $request->parsed,
        'form' => $request->getParsedBody(),
        'bodyBytes' => strlen($body),
        'bodyHash' => hash('sha256', $body),
        'body' => strlen($body) > 10_000 ? null : base64_encode($body),
        'pid' => getmypid(),
    ], JSON_THROW_ON_ERROR | JSON_INVALID_UTF8_SUBSTITUTE), ['Content-Type' => ['application/json']]);
};
