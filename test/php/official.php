<?php

declare(strict_types=1);

use Spiral\RoadRunner\Http\HttpWorker;
use Spiral\RoadRunner\Payload;
use Spiral\RoadRunner\Worker;

function http_worker(): HttpWorker
{
    return new HttpWorker(Worker::create());
}

function raw_worker(): Worker
{
    return Worker::create();
}

function payload(string $body, string $header = '', bool $eos = true): Payload
{
    return new Payload($body, $header, $eos);
}
