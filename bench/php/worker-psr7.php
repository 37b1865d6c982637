<?php

// The pages over the official PSR-7 worker (SDK_FOLDER): what most applications run.

declare(strict_types=1);

use Nyholm\Psr7\Factory\Psr17Factory;
use Nyholm\Psr7\Response;
use Spiral\RoadRunner\Http\PSR7Worker;
use Spiral\RoadRunner\Worker;

require getenv('SDK_FOLDER') . '/vendor/autoload.php';
require __DIR__ . '/app.php';

$factory = new Psr17Factory();
$psr7 = new PSR7Worker(Worker::create(), $factory, $factory, $factory);
while ($request = $psr7->waitRequest()) {
    $psr7->respond(new Response(200, ['Content-Type' => 'text/html'], bench_page($request->getUri()->getPath())));
}
