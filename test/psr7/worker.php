<?php

// A PSR-7 application on Courser\Psr7Worker: `/` says what it was told, as JSON; other paths do what their name says.

declare(strict_types=1);

use Nyholm\Psr7\Factory\Psr17Factory;
use Nyholm\Psr7\Response;
use Psr\Http\Message\ServerRequestInterface;
use Psr\Http\Message\UploadedFileInterface;

require __DIR__ . '/vendor/autoload.php';

$factory = new Psr17Factory();
$psr7 = new Courser\Psr7Worker(Courser\Worker::create(), $factory, $factory, $factory);

$told = static function (ServerRequestInterface $request): string {
    $files = $request->getUploadedFiles();
    array_walk_recursive($files, static function (UploadedFileInterface &$file): void {
        $content = $file->getError() === UPLOAD_ERR_OK ? (string) $file->getStream() : null;
        $file = [$file->getClientFilename(), $file->getClientMediaType(), $file->getSize(), $file->getError(), $content];
    });

    return json_encode([
        'method' => $request->getMethod(),
        'uri' => (string) $request->getUri(),
        'version' => $request->getProtocolVersion(),
        'headers' => $request->getHeaders(),
        'query' => $request->getQueryParams(),
        'cookies' => $request->getCookieParams(),
        'form' => $request->getParsedBody(),
        'files' => $files,
        'body' => (string) $request->getBody(),
        'agent' => $_SERVER['HTTP_USER_AGENT'],
        'server' => $request->getServerParams()['REQUEST_METHOD'],
        'inherited' => isset($request->getServerParams()['argv']),
    ], JSON_THROW_ON_ERROR);
};

while ($request = $psr7->waitRequest()) {
    try {
        $psr7->chunkSize = (int) ($request->getQueryParams()['chunk'] ?? 0);
        $psr7->respond(match ($request->getUri()->getPath()) {
            '/' => new Response(200, ['Content-Type' => 'application/json', 'X-Two' => ['a', 'b']], $told($request)),
            '/big' => new Response(201, [], str_repeat('0123456789', 1000)),
            '/throw' => throw new RuntimeException('thrown on purpose'),
            '/pid' => new Response(200, [], (string) getmypid()),
            default => new Response(404),
        });
    } catch (Throwable $failure) {
        $psr7->getWorker()->error((string) $failure);
    }
}
