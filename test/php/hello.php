<?php

// Hello, world: the smallest loop an application has.

declare(strict_types=1);

require __DIR__ . '/bootstrap.php';

serve(static fn ($http) => $http->respond(200, 'Hello, world!', ['Content-Type' => ['text/plain']]));
