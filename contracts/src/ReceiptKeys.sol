// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title Which key signs the receipts of an epoch
/// @dev Rotations ascend in `fromEpoch`, and only the newest may be without effect yet.
library ReceiptKeys {
    /// @param key signs receipts of `fromEpoch` and later, up to the next rotation
    /// @param effectiveAt unix seconds from which on the rotation counts
    struct Rotation {
        address key;
        uint32 fromEpoch;
        uint64 effectiveAt;
    }

    error RotationNotLater(uint32 fromEpoch);

    /// @dev Replaces the newest rotation when it has no effect yet, so that a mistake can be taken back.
    function rotate(Rotation[] storage rotations, address key, uint32 fromEpoch, uint64 effectiveAt) internal {
        uint256 count = rotations.length;
        if (count > 0 && rotations[count - 1].effectiveAt > block.timestamp) {
            rotations.pop();
            --count;
        }
        if (count > 0) {
            uint32 newest = rotations[count - 1].fromEpoch;
            require(fromEpoch > newest, RotationNotLater(newest));
        }
        rotations.push(Rotation(key, fromEpoch, effectiveAt));
    }

    /// @return key of the newest rotation that counts now and covers `epoch`; zero for epoch 0
    function validFor(Rotation[] storage rotations, uint32 epoch) internal view returns (address key) {
        for (uint256 i = rotations.length; i > 0; --i) {
            Rotation storage rotation = rotations[i - 1];
            if (rotation.fromEpoch <= epoch && rotation.effectiveAt <= block.timestamp) return rotation.key;
        }
    }
}
