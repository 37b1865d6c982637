<?php

// Serves the application by our PHP library.

declare(strict_types=1);

use App\Runtime;
use Courser\Http;
use Courser\Request;
use Courser\Response;
use Courser\Upload;

require __DIR__ . '/../vendor/autoload.php';
require __DIR__ . '/../../../php/autoload.php';

$runtime = new Runtime();

Http::serve(static function (Request $received) use ($runtime): Response {
    $files = $received->files();
    array_walk_recursive($files, static function (Upload &$file): void {
        $file = Runtime::upload($file->path, $file->name, $file->type, $file->error);
    });
    $form = $received->form();
    $request = Runtime::request(
        $received->method,
        $received->uri,
        $received->remoteAddress,
        $received->headers,
        $received->queryAll(),
        $form,
        $received->cookies,
        $files,
        $form === [] ? $received->body : '',
    );
    $response = $runtime->kernel->handle($request);
    $response->prepare($request);
    $answer = new Response(Runtime::body($response), $response->getStatusCode(), Runtime::headers($response));
    $runtime->kernel->terminate($request, $response);

    return $answer;
});
