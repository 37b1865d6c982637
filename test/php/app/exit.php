<?php

// Ends the process without an answer.

declare(strict_types=1);

return static function ($http, $request): void {
    exit((int) ($request->query['code'] ?? 1));
};
