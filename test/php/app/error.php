<?php

// Answers with a failure: the text is `text` of the query.

declare(strict_types=1);

return static function ($http, $request): void {
    $http->getWorker()->error($request->query['text'] ?? 'something failed');
};
