<?php

declare(strict_types=1);

use SdkDouble\HttpWorker;
use SdkDouble\Payload;
use SdkDouble\Worker;

function http_worker(): HttpWorker
{
    return HttpWorker::create();
}

function raw_worker(): Worker
{
    return Worker::create();
}

function payload(string $body, string $header = '', bool $eos = true): Payload
{
    return new Payload($body, $header, $eos);
}
