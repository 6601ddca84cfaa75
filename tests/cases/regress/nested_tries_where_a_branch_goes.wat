;; RyuJIT ended the process where two try regions begin at the same instruction and a branch goes there.
;; profile: CanonicalNan
;; call: m0.f0 i32:0
;; call: m0.f0 i32:1
;; call: m0.f1 i32:2
(module
  (tag $t (param i32))
  (func $n)
  (func (export "f0") (param i32) (result i32)
    block
      local.get 0
      br_if 0
    end
    try
      try
        call $n
      catch_all
      end
      local.get 0
      throw $t
    catch_all
    end
    local.get 0)
  (func (export "f1") (param i32) (result i32)
    block $out
      loop $again
        try_table (catch_all $again)
          try_table (catch_all $again)
            local.get 0
            i32.eqz
            br_if $out
            local.get 0
            i32.const 1
            i32.sub
            local.tee 0
            throw $t
          end
        end
      end
    end
    local.get 0))
