<?php

// Acknowledges each job at once, over our own PHP library, whose workers take several jobs at a time.

declare(strict_types=1);

use Courser\Worker;

require __DIR__ . '/../../php/autoload.php';

$worker = Worker::create();
while ($worker->receive() !== null) {
    $worker->respond('', '{"type":0,"data":[]}');
}
