<?php

// A fatal error ends the process without an answer.

declare(strict_types=1);

return static function ($http, $request): void {
    ini_set('memory_limit', '32M');
    str_repeat('x', 64 << 20);
};
