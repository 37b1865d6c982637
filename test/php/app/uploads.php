<?php

// Answers with the uploaded files as PHP finds them: tree, hash, size and mode on disk. `move` keeps each under a new name, `end` says how to finish.

declare(strict_types=1);

return static function ($http, $request): void {
    $look = static function (array $node) use (&$look): array {
        if (!is_string($node['tmpName'] ?? null)) {
            return array_map($look, $node);
        }
        $found = is_file($node['tmpName']) ? ['hash' => hash_file('sha256', $node['tmpName']), 'mode' => fileperms($node['tmpName']) & 0777] : [];

        return $node + $found + ['keys' => array_keys($node)];
    };
    $files = array_map($look, $request->uploads);
    if (isset($request->query['move'])) {
        rename($request->uploads['file']['tmpName'], $request->query['move']);
    }
    $json = json_encode(['uploads' => $files ?: (object) [], 'form' => $request->getParsedBody()], JSON_THROW_ON_ERROR);
    match ($request->query['end'] ?? '') {
        'error' => $http->getWorker()->error($json),
        'stream' => $http->respond(200, (static fn () => yield $json)()),
        default => $http->respond(200, $json),
    };
};
