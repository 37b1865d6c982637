<?php

// Acknowledges each job at once, over our double of the official SDK, or the official one where SDK_FOLDER names it.

declare(strict_types=1);

require __DIR__ . '/../../test/php/bootstrap.php';

$worker = raw_worker();
while ($worker->waitPayload()) {
    $worker->respond(payload('{"type":0,"data":[]}'));
}
