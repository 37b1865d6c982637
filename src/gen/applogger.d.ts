import * as $protobuf from "protobufjs/minimal.js";

/** Namespace applogger. */
export namespace applogger {

    /** Namespace v1. */
    namespace v1 {

        /**
         * Properties of a LogEntry.
         * @deprecated Use applogger.v1.LogEntry.$Properties instead.
         */
        interface ILogEntry extends applogger.v1.LogEntry.$Properties {
        }

        /** Represents a LogEntry. */
        class LogEntry {

            /**
             * Constructs a new LogEntry.
             * @param [properties] Properties to set
             */
            constructor(properties?: applogger.v1.LogEntry.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** LogEntry message. */
            message: string;

            /** LogEntry log_attrs. */
            log_attrs: applogger.v1.LogAttrs[];

            /**
             * Encodes the specified LogEntry message. Does not implicitly {@link applogger.v1.LogEntry.verify|verify} messages.
             * @param message LogEntry message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: applogger.v1.LogEntry.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a LogEntry message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {applogger.v1.LogEntry & applogger.v1.LogEntry.$Shape} LogEntry
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): applogger.v1.LogEntry & applogger.v1.LogEntry.$Shape;

            /**
             * Creates a LogEntry message from a plain object. Also converts values to their respective internal types.
             * @param object Plain object
             * @returns LogEntry
             */
            static fromObject(object: { [k: string]: any }): applogger.v1.LogEntry;

            /**
             * Creates a plain object from a LogEntry message. Also converts values to other types if specified.
             * @param message LogEntry
             * @param [options] Conversion options
             * @returns Plain object
             */
            static toObject(message: applogger.v1.LogEntry, options?: $protobuf.IConversionOptions): { [k: string]: any };

            /**
             * Converts this LogEntry to JSON.
             * @returns JSON object
             */
            toJSON(): { [k: string]: any };
        }

        namespace LogEntry {

            /** Properties of a LogEntry. */
            interface $Properties {

                /** LogEntry message */
                message?: string;

                /** LogEntry log_attrs */
                log_attrs?: applogger.v1.LogAttrs.$Properties[];

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a LogEntry. */
            type $Shape = applogger.v1.LogEntry.$Properties;
        }

        /**
         * Properties of a LogAttrs.
         * @deprecated Use applogger.v1.LogAttrs.$Properties instead.
         */
        interface ILogAttrs extends applogger.v1.LogAttrs.$Properties {
        }

        /** Represents a LogAttrs. */
        class LogAttrs {

            /**
             * Constructs a new LogAttrs.
             * @param [properties] Properties to set
             */
            constructor(properties?: applogger.v1.LogAttrs.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** LogAttrs key. */
            key: string;

            /** LogAttrs value. */
            value: string;

            /**
             * Encodes the specified LogAttrs message. Does not implicitly {@link applogger.v1.LogAttrs.verify|verify} messages.
             * @param message LogAttrs message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: applogger.v1.LogAttrs.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a LogAttrs message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {applogger.v1.LogAttrs & applogger.v1.LogAttrs.$Shape} LogAttrs
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): applogger.v1.LogAttrs & applogger.v1.LogAttrs.$Shape;

            /**
             * Creates a LogAttrs message from a plain object. Also converts values to their respective internal types.
             * @param object Plain object
             * @returns LogAttrs
             */
            static fromObject(object: { [k: string]: any }): applogger.v1.LogAttrs;

            /**
             * Creates a plain object from a LogAttrs message. Also converts values to other types if specified.
             * @param message LogAttrs
             * @param [options] Conversion options
             * @returns Plain object
             */
            static toObject(message: applogger.v1.LogAttrs, options?: $protobuf.IConversionOptions): { [k: string]: any };

            /**
             * Converts this LogAttrs to JSON.
             * @returns JSON object
             */
            toJSON(): { [k: string]: any };
        }

        namespace LogAttrs {

            /** Properties of a LogAttrs. */
            interface $Properties {

                /** LogAttrs key */
                key?: string;

                /** LogAttrs value */
                value?: string;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a LogAttrs. */
            type $Shape = applogger.v1.LogAttrs.$Properties;
        }

        /**
         * Properties of a Response.
         * @deprecated Use applogger.v1.Response.$Properties instead.
         */
        interface IResponse extends applogger.v1.Response.$Properties {
        }

        /** Represents a Response. */
        class Response {

            /**
             * Constructs a new Response.
             * @param [properties] Properties to set
             */
            constructor(properties?: applogger.v1.Response.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /**
             * Encodes the specified Response message. Does not implicitly {@link applogger.v1.Response.verify|verify} messages.
             * @param message Response message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: applogger.v1.Response.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Response message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {applogger.v1.Response & applogger.v1.Response.$Shape} Response
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): applogger.v1.Response & applogger.v1.Response.$Shape;

            /**
             * Creates a Response message from a plain object. Also converts values to their respective internal types.
             * @param object Plain object
             * @returns Response
             */
            static fromObject(object: { [k: string]: any }): applogger.v1.Response;

            /**
             * Creates a plain object from a Response message. Also converts values to other types if specified.
             * @param message Response
             * @param [options] Conversion options
             * @returns Plain object
             */
            static toObject(message: applogger.v1.Response, options?: $protobuf.IConversionOptions): { [k: string]: any };

            /**
             * Converts this Response to JSON.
             * @returns JSON object
             */
            toJSON(): { [k: string]: any };
        }

        namespace Response {

            /** Properties of a Response. */
            interface $Properties {

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Response. */
            type $Shape = applogger.v1.Response.$Properties;
        }
    }
}
