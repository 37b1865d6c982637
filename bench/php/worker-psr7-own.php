<?php

// The pages over Courser\Psr7Worker: the one line that an application of the official PSR-7 worker changes.

declare(strict_types=1);

use Courser\Psr7Worker;
use Courser\Worker;
use Nyholm\Psr7\Factory\Psr17Factory;
use Nyholm\Psr7\Response;

require getenv('SDK_FOLDER') . '/vendor/autoload.php';
require __DIR__ . '/../../php/autoload.php';
require __DIR__ . '/app.php';

$factory = new Psr17Factory();
$psr7 = new Psr7Worker(Worker::create(), $factory, $factory, $factory);
while ($request = $psr7->waitRequest()) {
    $psr7->respond(new Response(200, ['Content-Type' => 'text/html'], bench_page($request->getUri()->getPath())));
}
