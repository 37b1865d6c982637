<?php

// The upload form, and what has arrived when it was sent.

declare(strict_types=1);

use Courser\Request;
use Courser\Upload;

function uploadSection(Request $request): string
{
    $file = $request->file('file');
    $result = $file === null ? '' : uploadResult($file, (string) ($request->form()['note'] ?? ''));

    return <<<HTML
        <section id="upload">
          <h2>Send a file</h2>
          <form method="post" action="/#upload" enctype="multipart/form-data">
            <label>File <input type="file" name="file" required></label>
            <label>Note <input type="text" name="note" placeholder="anything"></label>
            <button>Send</button>
          </form>
          $result
        </section>
        HTML;
}

function uploadResult(Upload $file, string $note): string
{
    if (!$file->isComplete()) {
        return '<p class="bad">The file did not arrive: PHP upload error ' . $file->error . '</p>';
    }
    $rows = [
        'name' => $file->name,
        'type' => $file->type,
        'size' => size($file->size),
        'sha256' => hash_file('sha256', $file->path),
        'stored as' => $file->path,
        'note' => $note,
    ];

    return table($rows) . preview($file);
}

/** Small pictures and texts are shown. */
function preview(Upload $file): string
{
    if ($file->size > 2_000_000) {
        return '';
    }
    if (str_starts_with($file->type, 'image/') && $file->type !== 'image/svg+xml') {
        return '<img alt="" src="data:' . escape($file->type) . ';base64,' . base64_encode($file->contents()) . '">';
    }
    $start = substr($file->contents(), 0, 600);

    return $start !== '' && mb_check_encoding($start, 'UTF-8') ? '<pre>' . escape($start) . '</pre>' : '';
}
