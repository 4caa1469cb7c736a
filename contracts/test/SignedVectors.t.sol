// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {MessageHashUtils} from "@openzeppelin/contracts/utils/cryptography/MessageHashUtils.sol";
import {VectorsTest} from "./VectorsTest.sol";

/// @dev EIP-712 digests and signatures in the domain ("Glosa", "1", chain id, escrow).
contract SignedVectorsTest is VectorsTest {
    bytes32 private constant domainType =
        keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)");
    bytes32 private constant delegationType = keccak256(
        "Delegation(address account,address payTo,address key,bytes32 campaign,bytes32 blind,uint64 notAfter)"
    );
    bytes32 private constant revocationType = keccak256("Revocation(address account,address key)");
    bytes32 private constant batchType = keccak256(
        "Batch(address key,bytes32 campaign,bytes32 termsHash,uint32 sequence,uint16 count,bytes32 labelsRoot)"
    );
    bytes32 private constant receiptType = keccak256(
        "Receipt(bytes32 batchHash,bytes32 campaign,address payTo,uint32 epoch,uint32 number,uint16 received,"
        "uint128 amount,bytes32 refusedHash,uint64 acceptBy)"
    );

    function test_delegations() public {
        signed("delegation.json", delegation);
    }

    function test_revocations() public {
        signed("revocation.json", revocation);
    }

    function test_batches() public {
        signed("batch.json", batch);
    }

    function test_receipts() public {
        signed("receipt.json", receipt);
    }

    function delegation(string memory at_) private view returns (bytes memory) {
        return abi.encode(
            delegationType,
            addr(at_, ".account"),
            addr(at_, ".payTo"),
            addr(at_, ".key"),
            word(at_, ".campaign"),
            word(at_, ".blind"),
            uint64(number(at_, ".notAfter"))
        );
    }

    function revocation(string memory at_) private view returns (bytes memory) {
        return abi.encode(revocationType, addr(at_, ".account"), addr(at_, ".key"));
    }

    function batch(string memory at_) private view returns (bytes memory) {
        return abi.encode(
            batchType,
            addr(at_, ".key"),
            word(at_, ".campaign"),
            word(at_, ".termsHash"),
            uint32(number(at_, ".sequence")),
            uint16(number(at_, ".count")),
            word(at_, ".labelsRoot")
        );
    }

    function receipt(string memory at_) private view returns (bytes memory) {
        return abi.encode(
            receiptType,
            word(at_, ".batchHash"),
            word(at_, ".campaign"),
            addr(at_, ".payTo"),
            uint32(number(at_, ".epoch")),
            uint32(number(at_, ".number")),
            uint16(number(at_, ".received")),
            uint128(number(at_, ".amount")),
            word(at_, ".refusedHash"),
            uint64(number(at_, ".acceptBy"))
        );
    }

    function signed(string memory file, function(string memory) view returns (bytes memory) encode) private {
        read(file);
        uint256 i;
        for (; exists(item(".cases", i)); ++i) {
            string memory at_ = item(".cases", i);
            bytes32 domain = keccak256(
                abi.encode(
                    domainType, keccak256("Glosa"), keccak256("1"), number(at_, ".chainId"), addr(at_, ".escrow")
                )
            );
            same(domain, at_, ".domainSeparator");
            bytes32 structHash = keccak256(encode(at_));
            same(structHash, at_, ".structHash");
            bytes32 digest = MessageHashUtils.toTypedDataHash(domain, structHash);
            same(digest, at_, ".digest");
            require(ECDSA.recover(digest, data(at_, ".signature")) == addr(at_, ".signer"), "other signer");
        }
        require(i > 0);
    }
}
