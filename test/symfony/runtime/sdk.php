<?php

// Serves the application by the loop that applications write with the official packages; here over our double of them.

declare(strict_types=1);

use App\Runtime;

require __DIR__ . '/../vendor/autoload.php';
require __DIR__ . '/../../php/bootstrap.php';

$runtime = new Runtime();
$files = static function (array $node) use (&$files): mixed {
    return is_string($node['tmpName'] ?? null)
        ? Runtime::upload($node['tmpName'], $node['name'], $node['mime'], $node['error'])
        : array_map($files, $node);
};

serve(static function ($http, $received) use ($runtime, &$files): void {
    $request = Runtime::request(
        $received->method,
        $received->uri,
        $received->getRemoteAddr(),
        $received->headers,
        $received->query,
        $received->getParsedBody() ?? [],
        $received->cookies,
        array_map($files, $received->uploads),
        $received->parsed ? '' : $received->body,
    );
    $response = $runtime->kernel->handle($request);
    $response->prepare($request);
    $http->respond($response->getStatusCode(), Runtime::body($response), Runtime::headers($response));
    $runtime->kernel->terminate($request, $response);
});
