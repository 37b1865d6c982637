<?php

// Throws; the loop sends the exception as an error.

declare(strict_types=1);

return static function ($http, $request): void {
    throw new RuntimeException($request->query['text'] ?? 'test');
};
