<?php

// Answers as mixed.php does, over our own PHP library, whose workers are sent requests ahead.

declare(strict_types=1);

use Courser\Http;
use Courser\Request;
use Courser\Response;

require __DIR__ . '/../../php/autoload.php';

Http::serve(static function (Request $request): Response {
    if (str_ends_with($request->path(), '/slow')) {
        usleep(50_000);
    }

    return Response::text('done');
});
