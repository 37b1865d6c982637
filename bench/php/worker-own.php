<?php

// The pages over our own PHP library, whose workers take several requests at a time.

declare(strict_types=1);

use Courser\Http;
use Courser\Request;
use Courser\Response;

require __DIR__ . '/../../php/autoload.php';
require __DIR__ . '/app.php';

Http::serve(static fn (Request $request): Response => Response::html(bench_page($request->path())));
