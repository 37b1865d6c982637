<?php

declare(strict_types=1);

namespace Courser;

/** A file that a client sent. The server deletes it after the response unless it was moved. */
final class Upload
{
    /** `path` is the temporary file, empty when `error` (one of PHP's UPLOAD_ERR_*) is not 0. `name` and `type` are the client's words. */
    public function __construct(
        public readonly string $name,
        public readonly string $type,
        public readonly int $size,
        public readonly int $error,
        public readonly string $path,
    ) {
    }

    public function isComplete(): bool
    {
        return $this->error === UPLOAD_ERR_OK;
    }

    /** Keeps the file, under that path. */
    public function moveTo(string $path): void
    {
        if (!$this->isComplete()) {
            throw new \RuntimeException("Cannot move the upload $this->name: it has error $this->error");
        }
        if (!@rename($this->path, $path)) {
            throw new \RuntimeException("Cannot move the upload $this->name to $path");
        }
    }

    public function contents(): string
    {
        return $this->isComplete() ? (string) file_get_contents($this->path) : '';
    }

    /**
     * Puts objects in place of the leaves of an upload tree.
     *
     * @param array<array-key, mixed> $tree
     * @return array<array-key, mixed>
     * @internal
     */
    public static function tree(array $tree): array
    {
        return array_map(static fn (array $node): self|array => self::isLeaf($node) ? self::of($node) : self::tree($node), $tree);
    }

    /** @param array<array-key, mixed> $node */
    private static function isLeaf(array $node): bool
    {
        return is_string($node['tmpName'] ?? null) && is_int($node['error'] ?? null);
    }

    /** @param array{name: string, mime: string, size: int, error: int, tmpName: string} $leaf */
    private static function of(array $leaf): self
    {
        return new self($leaf['name'], $leaf['mime'], $leaf['size'], $leaf['error'], $leaf['tmpName']);
    }
}
