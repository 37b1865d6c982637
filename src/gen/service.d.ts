import * as $protobuf from "protobufjs/minimal.js";

/** Namespace service. */
export namespace service {

    /** Namespace v1. */
    namespace v1 {

        /**
         * Properties of a Create.
         * @deprecated Use service.v1.Create.$Properties instead.
         */
        interface ICreate extends service.v1.Create.$Properties {
        }

        /** Represents a Create. */
        class Create {

            /**
             * Constructs a new Create.
             * @param [properties] Properties to set
             */
            constructor(properties?: service.v1.Create.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Create name. */
            name: string;

            /** Create command. */
            command: string;

            /** Create process_num. */
            process_num: number;

            /** Create exec_timeout. */
            exec_timeout: number;

            /** Create remain_after_exit. */
            remain_after_exit: boolean;

            /** Create env. */
            env: { [k: string]: string };

            /** Create restart_sec. */
            restart_sec: number;

            /** Create service_name_in_logs. */
            service_name_in_logs: boolean;

            /** Create timeout_stop_sec. */
            timeout_stop_sec: number;

            /**
             * Encodes the specified Create message. Does not implicitly {@link service.v1.Create.verify|verify} messages.
             * @param message Create message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: service.v1.Create.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Create message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {service.v1.Create & service.v1.Create.$Shape} Create
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): service.v1.Create & service.v1.Create.$Shape;

            /**
             * Creates a Create message from a plain object. Also converts values to their respective internal types.
             * @param object Plain object
             * @returns Create
             */
            static fromObject(object: { [k: string]: any }): service.v1.Create;

            /**
             * Creates a plain object from a Create message. Also converts values to other types if specified.
             * @param message Create
             * @param [options] Conversion options
             * @returns Plain object
             */
            static toObject(message: service.v1.Create, options?: $protobuf.IConversionOptions): { [k: string]: any };

            /**
             * Converts this Create to JSON.
             * @returns JSON object
             */
            toJSON(): { [k: string]: any };
        }

        namespace Create {

            /** Properties of a Create. */
            interface $Properties {

                /** Create name */
                name?: string;

                /** Create command */
                command?: string;

                /** Create process_num */
                process_num?: number;

                /** Create exec_timeout */
                exec_timeout?: number;

                /** Create remain_after_exit */
                remain_after_exit?: boolean;

                /** Create env */
                env?: { [k: string]: string };

                /** Create restart_sec */
                restart_sec?: number;

                /** Create service_name_in_logs */
                service_name_in_logs?: boolean;

                /** Create timeout_stop_sec */
                timeout_stop_sec?: number;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Create. */
            type $Shape = service.v1.Create.$Properties;
        }

        /**
         * Properties of a Service.
         * @deprecated Use service.v1.Service.$Properties instead.
         */
        interface IService extends service.v1.Service.$Properties {
        }

        /** Represents a Service. */
        class Service {

            /**
             * Constructs a new Service.
             * @param [properties] Properties to set
             */
            constructor(properties?: service.v1.Service.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Service name. */
            name: string;

            /**
             * Encodes the specified Service message. Does not implicitly {@link service.v1.Service.verify|verify} messages.
             * @param message Service message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: service.v1.Service.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Service message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {service.v1.Service & service.v1.Service.$Shape} Service
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): service.v1.Service & service.v1.Service.$Shape;

            /**
             * Creates a Service message from a plain object. Also converts values to their respective internal types.
             * @param object Plain object
             * @returns Service
             */
            static fromObject(object: { [k: string]: any }): service.v1.Service;

            /**
             * Creates a plain object from a Service message. Also converts values to other types if specified.
             * @param message Service
             * @param [options] Conversion options
             * @returns Plain object
             */
            static toObject(message: service.v1.Service, options?: $protobuf.IConversionOptions): { [k: string]: any };

            /**
             * Converts this Service to JSON.
             * @returns JSON object
             */
            toJSON(): { [k: string]: any };
        }

        namespace Service {

            /** Properties of a Service. */
            interface $Properties {

                /** Service name */
                name?: string;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Service. */
            type $Shape = service.v1.Service.$Properties;
        }

        /**
         * Properties of a Response.
         * @deprecated Use service.v1.Response.$Properties instead.
         */
        interface IResponse extends service.v1.Response.$Properties {
        }

        /** Represents a Response. */
        class Response {

            /**
             * Constructs a new Response.
             * @param [properties] Properties to set
             */
            constructor(properties?: service.v1.Response.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Response message. */
            message: string;

            /** Response ok. */
            ok: boolean;

            /**
             * Encodes the specified Response message. Does not implicitly {@link service.v1.Response.verify|verify} messages.
             * @param message Response message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: service.v1.Response.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Response message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {service.v1.Response & service.v1.Response.$Shape} Response
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): service.v1.Response & service.v1.Response.$Shape;

            /**
             * Creates a Response message from a plain object. Also converts values to their respective internal types.
             * @param object Plain object
             * @returns Response
             */
            static fromObject(object: { [k: string]: any }): service.v1.Response;

            /**
             * Creates a plain object from a Response message. Also converts values to other types if specified.
             * @param message Response
             * @param [options] Conversion options
             * @returns Plain object
             */
            static toObject(message: service.v1.Response, options?: $protobuf.IConversionOptions): { [k: string]: any };

            /**
             * Converts this Response to JSON.
             * @returns JSON object
             */
            toJSON(): { [k: string]: any };
        }

        namespace Response {

            /** Properties of a Response. */
            interface $Properties {

                /** Response message */
                message?: string;

                /** Response ok */
                ok?: boolean;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Response. */
            type $Shape = service.v1.Response.$Properties;
        }

        /**
         * Properties of a Status.
         * @deprecated Use service.v1.Status.$Properties instead.
         */
        interface IStatus extends service.v1.Status.$Properties {
        }

        /** Represents a Status. */
        class Status {

            /**
             * Constructs a new Status.
             * @param [properties] Properties to set
             */
            constructor(properties?: service.v1.Status.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Status cpu_percent. */
            cpu_percent: number;

            /** Status pid. */
            pid: number;

            /** Status memory_usage. */
            memory_usage: number;

            /** Status command. */
            command: string;

            /** Status status. */
            status: common.v1.Status;

            /**
             * Encodes the specified Status message. Does not implicitly {@link service.v1.Status.verify|verify} messages.
             * @param message Status message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: service.v1.Status.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Status message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {service.v1.Status & service.v1.Status.$Shape} Status
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): service.v1.Status & service.v1.Status.$Shape;

            /**
             * Creates a Status message from a plain object. Also converts values to their respective internal types.
             * @param object Plain object
             * @returns Status
             */
            static fromObject(object: { [k: string]: any }): service.v1.Status;

            /**
             * Creates a plain object from a Status message. Also converts values to other types if specified.
             * @param message Status
             * @param [options] Conversion options
             * @returns Plain object
             */
            static toObject(message: service.v1.Status, options?: $protobuf.IConversionOptions): { [k: string]: any };

            /**
             * Converts this Status to JSON.
             * @returns JSON object
             */
            toJSON(): { [k: string]: any };
        }

        namespace Status {

            /** Properties of a Status. */
            interface $Properties {

                /** Status cpu_percent */
                cpu_percent?: number;

                /** Status pid */
                pid?: number;

                /** Status memory_usage */
                memory_usage?: number;

                /** Status command */
                command?: string;

                /** Status status */
                status?: common.v1.Status.$Properties;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Status. */
            type $Shape = service.v1.Status.$Properties;
        }

        /**
         * Properties of a Statuses.
         * @deprecated Use service.v1.Statuses.$Properties instead.
         */
        interface IStatuses extends service.v1.Statuses.$Properties {
        }

        /** Represents a Statuses. */
        class Statuses {

            /**
             * Constructs a new Statuses.
             * @param [properties] Properties to set
             */
            constructor(properties?: service.v1.Statuses.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Statuses status. */
            status: service.v1.Status[];

            /**
             * Encodes the specified Statuses message. Does not implicitly {@link service.v1.Statuses.verify|verify} messages.
             * @param message Statuses message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: service.v1.Statuses.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Statuses message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {service.v1.Statuses & service.v1.Statuses.$Shape} Statuses
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): service.v1.Statuses & service.v1.Statuses.$Shape;

            /**
             * Creates a Statuses message from a plain object. Also converts values to their respective internal types.
             * @param object Plain object
             * @returns Statuses
             */
            static fromObject(object: { [k: string]: any }): service.v1.Statuses;

            /**
             * Creates a plain object from a Statuses message. Also converts values to other types if specified.
             * @param message Statuses
             * @param [options] Conversion options
             * @returns Plain object
             */
            static toObject(message: service.v1.Statuses, options?: $protobuf.IConversionOptions): { [k: string]: any };

            /**
             * Converts this Statuses to JSON.
             * @returns JSON object
             */
            toJSON(): { [k: string]: any };
        }

        namespace Statuses {

            /** Properties of a Statuses. */
            interface $Properties {

                /** Statuses status */
                status?: service.v1.Status.$Properties[];

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Statuses. */
            type $Shape = service.v1.Statuses.$Properties;
        }

        /**
         * Properties of a List.
         * @deprecated Use service.v1.List.$Properties instead.
         */
        interface IList extends service.v1.List.$Properties {
        }

        /** Represents a List. */
        class List {

            /**
             * Constructs a new List.
             * @param [properties] Properties to set
             */
            constructor(properties?: service.v1.List.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** List services. */
            services: string[];

            /**
             * Encodes the specified List message. Does not implicitly {@link service.v1.List.verify|verify} messages.
             * @param message List message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: service.v1.List.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a List message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {service.v1.List & service.v1.List.$Shape} List
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): service.v1.List & service.v1.List.$Shape;

            /**
             * Creates a List message from a plain object. Also converts values to their respective internal types.
             * @param object Plain object
             * @returns List
             */
            static fromObject(object: { [k: string]: any }): service.v1.List;

            /**
             * Creates a plain object from a List message. Also converts values to other types if specified.
             * @param message List
             * @param [options] Conversion options
             * @returns Plain object
             */
            static toObject(message: service.v1.List, options?: $protobuf.IConversionOptions): { [k: string]: any };

            /**
             * Converts this List to JSON.
             * @returns JSON object
             */
            toJSON(): { [k: string]: any };
        }

        namespace List {

            /** Properties of a List. */
            interface $Properties {

                /** List services */
                services?: string[];

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a List. */
            type $Shape = service.v1.List.$Properties;
        }
    }
}

/** Namespace common. */
export namespace common {

    /** Namespace v1. */
    namespace v1 {

        /**
         * Properties of a Status.
         * @deprecated Use common.v1.Status.$Properties instead.
         */
        interface IStatus extends common.v1.Status.$Properties {
        }

        /** Represents a Status. */
        class Status {

            /**
             * Constructs a new Status.
             * @param [properties] Properties to set
             */
            constructor(properties?: common.v1.Status.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Status code. */
            code: number;

            /** Status message. */
            message: string;

            /**
             * Encodes the specified Status message. Does not implicitly {@link common.v1.Status.verify|verify} messages.
             * @param message Status message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: common.v1.Status.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Status message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {common.v1.Status & common.v1.Status.$Shape} Status
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): common.v1.Status & common.v1.Status.$Shape;

            /**
             * Creates a Status message from a plain object. Also converts values to their respective internal types.
             * @param object Plain object
             * @returns Status
             */
            static fromObject(object: { [k: string]: any }): common.v1.Status;

            /**
             * Creates a plain object from a Status message. Also converts values to other types if specified.
             * @param message Status
             * @param [options] Conversion options
             * @returns Plain object
             */
            static toObject(message: common.v1.Status, options?: $protobuf.IConversionOptions): { [k: string]: any };

            /**
             * Converts this Status to JSON.
             * @returns JSON object
             */
            toJSON(): { [k: string]: any };
        }

        namespace Status {

            /** Properties of a Status. */
            interface $Properties {

                /** Status code */
                code?: number;

                /** Status message */
                message?: string;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Status. */
            type $Shape = common.v1.Status.$Properties;
        }
    }
}
